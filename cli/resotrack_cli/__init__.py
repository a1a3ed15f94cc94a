"""The command line of resotrack: parse, call one public name of the library, print."""
