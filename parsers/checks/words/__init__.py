"""What people call the kinds of rules, their settings and their placeholders."""
