"""The tests mirror meetingsvc/. The browser's code is tested in web/, whole screens in browser/."""
