package rri

import (
	"testing"

	"github.com/seed-549880be/disparity/rri/internal/enum/enumtest"
)

func TestMethod(t *testing.T) { enumtest.Check[Method](t, Methods(), ParseMethod) }
