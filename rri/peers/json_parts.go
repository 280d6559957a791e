package peers

import (
	"cmp"
	"encoding/json"
	"fmt"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/strictjson"
	"github.com/seed-549880be/disparity/rri/trend"
)

// number is a float64 that JSON holds whatever its value: NaN is null, infinities are the strings
// "Inf" and "-Inf".
type number = strictjson.Number

// read reads JSON strictly into a form, and names what it was to be in the error.
func read(data []byte, what string, form any) error {
	if err := strictjson.Unmarshal(data, form); err != nil {
		return fmt.Errorf("peers: %s: %w", what, err)
	}
	return nil
}

type rankJSON struct {
	Rank       int    `json:"rank"`
	Lower      int    `json:"lower"`
	Upper      int    `json:"upper"`
	Lowest     int    `json:"lowest"`
	Highest    int    `json:"highest"`
	AmongWorst number `json:"among_worst"`
}

// MarshalJSON writes an object with rank, lower, upper, lowest, highest and among_worst, which is
// null for NaN.
func (r Rank) MarshalJSON() ([]byte, error) {
	return json.Marshal(rankJSON{r.Rank, r.Lower, r.Upper, r.Lowest, r.Highest, number(r.AmongWorst)})
}

// UnmarshalJSON reads what [Rank.MarshalJSON] writes.
func (r *Rank) UnmarshalJSON(data []byte) error {
	var in rankJSON
	if err := read(data, "rank", &in); err != nil {
		return err
	}
	*r = Rank{in.Rank, in.Lower, in.Upper, in.Lowest, in.Highest, float64(in.AmongWorst)}
	return nil
}

type positionJSON struct {
	Size   number       `json:"size"`
	Inner  trend.Limits `json:"inner"`
	Outer  trend.Limits `json:"outer"`
	Z      number       `json:"z"`
	P      number       `json:"p"`
	Chance number       `json:"chance_z"`
}

// MarshalJSON writes an object with size, inner and outer, two objects with lower and upper, z, p
// and chance_z. NaN is null, infinities are the strings "Inf" and "-Inf".
func (p Position) MarshalJSON() ([]byte, error) {
	return json.Marshal(positionJSON{number(p.Size), p.Inner, p.Outer, number(p.Z), number(p.P), number(p.Chance)})
}

// UnmarshalJSON reads what [Position.MarshalJSON] writes.
func (p *Position) UnmarshalJSON(data []byte) error {
	var in positionJSON
	if err := read(data, "position", &in); err != nil {
		return err
	}
	*p = Position{float64(in.Size), in.Inner, in.Outer, float64(in.Z), float64(in.P), float64(in.Chance)}
	return nil
}

type shrunkenJSON struct {
	Value      rri.Estimate `json:"value"`
	Weight     number       `json:"own_share"`
	Rank       number       `json:"mean_rank"`
	AmongWorst number       `json:"among_worst"`
}

// MarshalJSON writes an object with value, own_share, mean_rank and among_worst. NaN is null.
func (s Shrunken) MarshalJSON() ([]byte, error) {
	return json.Marshal(shrunkenJSON{s.Value, number(s.Weight), number(s.Rank), number(s.AmongWorst)})
}

// UnmarshalJSON reads what [Shrunken.MarshalJSON] writes.
func (s *Shrunken) UnmarshalJSON(data []byte) error {
	var in shrunkenJSON
	if err := read(data, "shrunken", &in); err != nil {
		return err
	}
	*s = Shrunken{in.Value, float64(in.Weight), float64(in.Rank), float64(in.AmongWorst)}
	return nil
}

type rowJSON struct {
	Unit     string        `json:"unit"`
	Value    rri.Estimate  `json:"value"`
	Unknown  number        `json:"unknown_share"`
	Bounds   *trend.Limits `json:"bounds,omitempty"`
	Rank     Rank          `json:"rank"`
	Alike    []string      `json:"alike"`
	ToMean   rri.Estimate  `json:"to_mean"`
	Word     Word          `json:"word"`
	Why      string        `json:"why,omitempty"`
	Position Position      `json:"position"`
	Shrunken *Shrunken     `json:"shrunken,omitempty"`
}

// MarshalJSON writes an object with unit, value, unknown_share (null for NaN), bounds (lower and
// upper, left out if there are none), rank, alike, a list of units, to_mean, word, why (left out if
// it is empty), position and shrunken (left out if there is none).
func (row Row) MarshalJSON() ([]byte, error) {
	return json.Marshal(rowJSON{row.Unit, row.Value, number(row.UnknownShare), row.Bounds, row.Rank, listOf(row.Alike), row.ToMean, row.Word, row.Why, row.Position,
		row.Shrunken})
}

// UnmarshalJSON reads what [Row.MarshalJSON] writes.
func (row *Row) UnmarshalJSON(data []byte) error {
	var in rowJSON
	if err := read(data, "row", &in); err != nil {
		return err
	}
	*row = Row{in.Unit, in.Value, float64(in.Unknown), in.Bounds, in.Rank, in.Alike, in.ToMean, in.Word, in.Why, in.Position, in.Shrunken}
	return nil
}

type pairJSON struct {
	Lower  string       `json:"lower"`
	Higher string       `json:"higher"`
	Ratio  rri.Estimate `json:"ratio"`
	P      number       `json:"adjusted_p"`
	Apart  bool         `json:"apart"`
}

// MarshalJSON writes an object with lower, higher, ratio, adjusted_p, which is null for NaN, and
// apart.
func (p Pair) MarshalJSON() ([]byte, error) {
	return json.Marshal(pairJSON{p.Lower, p.Higher, p.Ratio, number(p.P), p.Apart})
}

// UnmarshalJSON reads what [Pair.MarshalJSON] writes.
func (p *Pair) UnmarshalJSON(data []byte) error {
	var in pairJSON
	if err := read(data, "pair", &in); err != nil {
		return err
	}
	*p = Pair{in.Lower, in.Higher, in.Ratio, float64(in.P), in.Apart}
	return nil
}

type funnelJSON struct {
	Target         number         `json:"target"`
	Source         string         `json:"source"`
	Dispersion     number         `json:"dispersion"`
	Variance       number         `json:"variance"`
	Overdispersion Overdispersion `json:"overdispersion"`
	Method         rri.Method     `json:"method"`
}

// MarshalJSON writes an object with target, source, dispersion, variance, overdispersion and
// method. NaN is null, infinities are the strings "Inf" and "-Inf".
func (f Funnel) MarshalJSON() ([]byte, error) {
	return json.Marshal(funnelJSON{number(f.Target), f.Source, number(f.Dispersion), number(f.Variance), f.Overdispersion, f.Method})
}

// UnmarshalJSON reads what [Funnel.MarshalJSON] writes.
func (f *Funnel) UnmarshalJSON(data []byte) error {
	var in funnelJSON
	if err := read(data, "funnel", &in); err != nil {
		return err
	}
	*f = Funnel{float64(in.Target), in.Source, float64(in.Dispersion), float64(in.Variance), in.Overdispersion, in.Method}
	return nil
}

type outlierLinesJSON struct {
	Units             int          `json:"units"`
	Mean              number       `json:"mean"`
	StandardDeviation number       `json:"standard_deviation"`
	W                 number       `json:"w"`
	P                 number       `json:"p"`
	Plain             trend.Limits `json:"plain"`
	Log               trend.Limits `json:"log"`
	OnLogs            bool         `json:"on_logs"`
	Outside           []string     `json:"outside"`
}

// MarshalJSON writes an object with units, mean, standard_deviation, w, p, plain and log, two
// objects with lower and upper, on_logs and outside, a list of units. NaN is null, infinities are
// the strings "Inf" and "-Inf".
func (l OutlierLines) MarshalJSON() ([]byte, error) {
	return json.Marshal(outlierLinesJSON{l.Units, number(l.Mean), number(l.StandardDeviation), number(l.W), number(l.P), l.Plain, l.Log, l.OnLogs, listOf(l.Outside)})
}

// UnmarshalJSON reads what [OutlierLines.MarshalJSON] writes.
func (l *OutlierLines) UnmarshalJSON(data []byte) error {
	var in outlierLinesJSON
	if err := read(data, "outlier lines", &in); err != nil {
		return err
	}
	*l = OutlierLines{in.Units, float64(in.Mean), float64(in.StandardDeviation), float64(in.W), float64(in.P), in.Plain, in.Log, in.OnLogs, in.Outside}
	return nil
}

type benchmarkRowJSON struct {
	Unit    string       `json:"unit"`
	With    number       `json:"with"`
	Without rri.Estimate `json:"without"`
	Ratio   rri.Estimate `json:"ratio"`
}

// MarshalJSON writes an object with unit, with, which is null for NaN, without and ratio.
func (r BenchmarkRow) MarshalJSON() ([]byte, error) {
	return json.Marshal(benchmarkRowJSON{r.Unit, number(r.With), r.Without, r.Ratio})
}

// UnmarshalJSON reads what [BenchmarkRow.MarshalJSON] writes.
func (r *BenchmarkRow) UnmarshalJSON(data []byte) error {
	var in benchmarkRowJSON
	if err := read(data, "benchmark", &in); err != nil {
		return err
	}
	*r = BenchmarkRow{in.Unit, float64(in.With), in.Without, in.Ratio}
	return nil
}

type comparisonJSON[G cmp.Ordered] struct {
	Group     G             `json:"group"`
	Rows      []Row         `json:"rows"`
	Missing   []Missing     `json:"missing"`
	Mean      rri.Estimate  `json:"mean"`
	Worst     int           `json:"worst"`
	Pairs     []Pair        `json:"pairs"`
	Funnel    Funnel        `json:"funnel"`
	Lines     *OutlierLines `json:"outlier_lines,omitempty"`
	Shrinkage *Shrinkage    `json:"shrinkage,omitempty"`
	Standards []Benchmark   `json:"standards"`
}

// MarshalJSON writes an object with group; rows, as [Row.MarshalJSON] writes them; missing, a list
// of objects with unit and why; mean; worst; pairs, as [Pair.MarshalJSON] writes them; funnel;
// outlier_lines, as [OutlierLines.MarshalJSON] writes them, and shrinkage, an object with mean and
// variation, both left out where they were not asked for; and standards, a list of objects with
// name, source, value and rows, which have unit, with, without and ratio.
func (c Comparison[G]) MarshalJSON() ([]byte, error) {
	c.Rows, c.Missing, c.Pairs, c.Standards = listOf(c.Rows), listOf(c.Missing), listOf(c.Pairs), listOf(c.Standards)
	return json.Marshal(comparisonJSON[G](c))
}

// UnmarshalJSON reads what [Comparison.MarshalJSON] writes.
func (c *Comparison[G]) UnmarshalJSON(data []byte) error {
	var in comparisonJSON[G]
	if err := read(data, "comparison", &in); err != nil {
		return err
	}
	*c = Comparison[G](in)
	return nil
}
