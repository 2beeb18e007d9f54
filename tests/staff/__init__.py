"""The staff console in headless Chromium, on the real service with a fake engine."""
