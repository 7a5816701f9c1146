"""`python -m jimflow` is the same as `jimflow`."""

from jimflow.cli.main import run

if __name__ == "__main__":
    run()
