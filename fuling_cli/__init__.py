"""fuling: are the targets that officials announced going to be met?"""

__version__ = "0.1.0"
