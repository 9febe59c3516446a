"""Which state of a dispatch order an event leads to (FR-051, FR-054)."""

STATES = {
    "dispatched": "sent",
    "order_received": "received",
    "order_returned": "returned",
    "redone": "sent",
    "handled": "handled",
    "received_by_quality": "received",
}
