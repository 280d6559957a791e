// Package tidy reads anybody's own counts: one form of CSV for every question.
package tidy
