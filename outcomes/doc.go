// Package outcomes reads records of stop and search and counts what happened.
package outcomes
