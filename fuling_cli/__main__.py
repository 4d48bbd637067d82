"""`python -m fuling_cli` is `fuling`."""

from fuling_cli.cli import main

if __name__ == "__main__":
    main()
