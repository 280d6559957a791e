module github.com/seed-549880be/disparity/examples/endpoint

go 1.26.0

require github.com/seed-549880be/disparity v0.0.0

replace github.com/seed-549880be/disparity => ../..
