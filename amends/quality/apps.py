from django.apps import AppConfig


class QualityConfig(AppConfig):
    name = "amends.quality"
    label = "quality"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Enter the room of 8Ds where the steps of cases ask for it."""
        from amends.cases.eight_ds import rooms
        from amends.quality.reopening import Room

        if not any(isinstance(one, Room) for one in rooms):
            rooms.append(Room())
