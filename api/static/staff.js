// The console works without this script; it only adds shortcuts and live checks.
