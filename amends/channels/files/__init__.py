"""Files with a complaint in each row: CSV and Excel."""
