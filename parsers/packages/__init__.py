"""The files of a mail, and which of them make an application. Begin with gather.py."""
