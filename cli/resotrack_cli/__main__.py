"""`python -m resotrack_cli` is the command `resotrack`."""

from resotrack_cli.app import main

if __name__ == "__main__":
    main()
