"""Publishing systems: one small module each, found by their being here."""
