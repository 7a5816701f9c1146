"""One module for each page, its template under the same name; a module is found by being here and having a `page`."""
