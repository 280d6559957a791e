//go:build cgo

package main

// DuckDB itself, which is C++: without cgo the program is built without it, and says so.
import _ "github.com/duckdb/duckdb-go/v2"
