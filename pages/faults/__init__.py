"""Why a page that came is not the page that was asked for."""
