"""What start.py does once Python is recent enough: an environment, the system's libraries, then the course.

Standard library only: this runs before anything is installed.
"""
