module github.com/seed-549880be/disparity/examples/endpoint

go 1.26.0

require github.com/seed-549880be/disparity v0.0.0

require gonum.org/v1/gonum v0.17.0 // indirect

replace github.com/seed-549880be/disparity => ../..
