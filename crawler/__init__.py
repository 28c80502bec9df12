"""The machinery and the front door: settings, middlewares, pipeline, ledger, and the ``lanmu`` command."""
