# Every command of the project, each a script of the same name that can be run by itself.
.PHONY: run test check bench generate build clean

run: ## Build a release and serve on port 4566 from martlet-data (MARTLET_DATA).
	@scripts/run

test: ## Every test, then one line of counts.
	@scripts/test

check: ## Format, warnings, sizes, arrows, marks, generated files.
	@scripts/check

bench: ## Measures, as ratios within one run.
	@scripts/bench

generate: ## Write Sources/Models and COVERAGE.md anew from AWS's published models.
	@scripts/generate

build: ## A release build: .build/release/martlet.
	@scripts/build

clean: ## Remove everything that was built; data stays.
	@rm -rf .build .venv
