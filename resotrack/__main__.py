"""`python -m resotrack` is the command `resotrack`."""

from importlib import import_module

if __name__ == "__main__":
    # By name: the library itself never depends on its command line.
    import_module("resotrack_cli.app").main()
