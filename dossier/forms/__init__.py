"""Files that a person writes by hand: YAML kept as written, typed readers, every mistake told by its line."""
