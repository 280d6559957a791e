package main

import (
	"os"
	"regexp"
	"testing"
)

// TestWords: what is printed names no reason for a difference, and no word that overclaims.
func TestWords(t *testing.T) {
	overclaims := regexp.MustCompile(`(?i)explain|because|due to|likely|risk|more times|times more|times less|no difference|do not report|bias|discriminat`)
	for _, file := range []string{"default.txt", "default.md", "sato.txt", "small.txt", "small.json"} {
		text, err := os.ReadFile("testdata/" + file)
		if err != nil {
			t.Fatal(err)
		}
		if word := overclaims.Find(text); word != nil {
			t.Errorf("%s has the word %q", file, word)
		}
	}
}
