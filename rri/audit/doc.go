// Package audit says what a sample tells of a finite number of records.
package audit
