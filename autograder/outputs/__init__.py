"""What a campaigner takes home: spreadsheets, calendars, drawings, reports. Each heavy library stays in one module."""
