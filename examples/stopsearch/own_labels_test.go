package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// ownLabelled is an extract with labels that nothing knows, and ownLabelledFlags how it is read.
const ownLabelled = "Offence date,Ethnic code,\"Result, final\",District\n" +
	"2023-04-01,W1,CHG,North\n2023-04-02,Nigerian,CHG,North\n2023-04-03,Nigerian,NFA (15),South\n2023-04-04,W1,8,South\n"

var ownLabelledFlags = []string{"-force", "Kent", "-rows", "suspected", "-keep", "District",
	"-column", "date=Offence date", "-column", "ethnicity=Ethnic code", "-column", "outcome=Result, final"}

// A template is written in place of a report, is filled in, and then nothing is unknown.
func TestLabelsTemplate(t *testing.T) {
	file := write(t, "suspects.csv", ownLabelled)
	labels := filepath.Join(filepath.Dir(file), "labels.csv")
	ask := func(more ...string) (int, string, string) {
		return call(t, "", append(append(append([]string{}, ownLabelledFlags...), more...), file)...)
	}
	status, out, errout := ask("-labels-template", labels)
	want := "labels.csv: every label of these files, with its rows; 3 labels are not known: say in the third column what each means; "
	if status != statusOK || out != "" || !strings.Contains(errout, want) || strings.Count(errout, "\n") != 1 {
		t.Fatalf("status %d, output %q, message %q; want 0, nothing and %s", status, out, errout, want)
	}
	text, err := os.ReadFile(labels)
	if err != nil {
		t.Fatal(err)
	}
	filled := string(text)
	for _, line := range [][2]string{{"ethnicity,Nigerian,,2", "ethnicity,Nigerian,Black African,2"}, {"outcome,CHG,,2", "outcome,CHG,1,2"}, {"outcome,NFA (15),,1", "outcome,NFA (15),15,1"}} {
		if !strings.Contains(filled, "\n"+line[0]+"\n") {
			t.Errorf("no line %s in\n%s", line[0], filled)
		}
		filled = strings.Replace(filled, line[0], line[1], 1)
	}
	if !strings.Contains(filled, "\noutcome,8,community resolution,1\n") || !strings.Contains(filled, "\nDistrict,North,,2\n") {
		t.Errorf("what is understood, and what is kept, is not in\n%s", filled)
	}
	if err := os.WriteFile(labels, []byte(filled), 0o666); err != nil {
		t.Fatal(err)
	}

	status, _, errout = ask("-labels-template", labels)
	if want := "is there already, with 3 labels filled in: give -labels "; status != statusInput || !strings.Contains(errout, want) {
		t.Errorf("a template over what was filled in: status %d, message %q, want %q", status, errout, want)
	}
	status, _, errout = ask("-labels", labels, "-labels-template", labels)
	if text, err = os.ReadFile(labels); status != statusOK || err != nil || string(text) != filled {
		t.Errorf("a template over the labels that it is read with: status %d, %v, message %q\n%s", status, err, errout, text)
	}
	damaged := write(t, "damaged.csv", strings.Replace(filled, "Black African", "Black Afrikan\n\"", 1))
	if status, _, errout = ask("-labels-template", damaged); status != statusInput || !strings.Contains(errout, "cannot be read as labels") {
		t.Errorf("a template over labels with a mistake: status %d, message %q", status, errout)
	}

	status, out, errout = ask("-labels", labels)
	if status != statusOK || !strings.Contains(out, "suspect") || errout != "" {
		t.Errorf("with the labels: status %d, message %q, output:\n%s", status, errout, out)
	}
	again := filepath.Join(filepath.Dir(file), "again.csv")
	status, _, errout = ask("-labels", labels, "-labels-template", again)
	text, err = os.ReadFile(again)
	if status != statusOK || err != nil || string(text) != filled || !strings.Contains(errout, "; every label is understood; ") {
		t.Errorf("a template of what was filled in: status %d, %v, message %q\n%s", status, err, errout, text)
	}

	status, _, errout = ask("-labels-template", filepath.Join(filepath.Dir(file), "none", "labels.csv"))
	if status != statusInput || !strings.Contains(errout, "make the folder") {
		t.Errorf("a folder that is not there: status %d, message %q", status, errout)
	}
}

// Columns of a force's own stand in a folder and in standard input too.
func TestOwnExtractInFolder(t *testing.T) {
	file := write(t, "suspects.csv", ownLabelled)
	folder := filepath.Dir(file)
	if err := os.WriteFile(filepath.Join(folder, "labels.csv"), []byte("column,their label,our label\noutcome,CHG,1\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	flags := append(append([]string{}, ownLabelledFlags...), "-labels", filepath.Join(folder, "labels.csv"))
	_, one, _ := call(t, "", append(flags, file)...)
	status, out, errout := call(t, "", append(flags, folder)...)
	if status != statusOK || strings.Contains(errout, "left out") || withoutName(out) != withoutName(one) {
		t.Errorf("a folder: status %d, message %q, output:\n%s\nwant\n%s", status, errout, out, one)
	}
	status, out, errout = call(t, ownLabelled, append(flags, "-")...)
	if status != statusOK || withoutName(out) != withoutName(one) {
		t.Errorf("standard input: status %d, message %q, output:\n%s\nwant\n%s", status, errout, out, one)
	}
}

// withoutName returns a report without the lines that say where its records are from.
func withoutName(report string) string {
	var lines []string
	for line := range strings.Lines(report) {
		if !strings.Contains(line, "suspects.csv") && !strings.Contains(line, "standard input") && !strings.Contains(line, "labels.csv") {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "")
}
