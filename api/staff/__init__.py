"""The staff console under /staff: sign in, read conversations, review answers, improve them, see figures."""
