"""What people meet in a real browser; a package, so that Chromium is closed when its tests are over."""
