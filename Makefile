# What a person types. `setup` is idempotent; `run` and `test` call it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

.PHONY: setup run test check bench bench-hearing bench-scoring proof weights check-model-server clean

setup: $(STAMP)
	@$(BIN)/python -m trainer.i18n.catalogues >/dev/null

$(STAMP): requirements.txt requirements-dev.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt -r requirements-dev.txt
	@touch $(STAMP)

run: setup
	@$(BIN)/python -m trainer demo
	@echo "Duilian 对练: http://127.0.0.1:8501  (sign in by choosing a person of the demo team / 选择演示团队中的一位即可登录)"
	@$(BIN)/streamlit run streamlit_app.py

test: setup
	@$(BIN)/python tests/run_all.py

bench: setup
	@$(BIN)/python -m benches.bench
	@$(BIN)/python -m benches.bench_floor

bench-hearing: setup
	@$(BIN)/python -m benches.bench_hearing

bench-scoring: setup
	@$(BIN)/python -m benches.bench_scoring

proof: setup
	@$(BIN)/python -m benches.proof

weights: setup
	@$(BIN)/python -m trainer.hearing.train && $(BIN)/python -m trainer.hearing.train_likeness && $(BIN)/python -m trainer.hearing.train_debtor && $(BIN)/python -m trainer.hearing.train_subjects

# Optional: a real OpenAI-compatible server with a tiny random model. Compiles llama.cpp once, about five minutes.
MODEL_VENV := .venv-model
check-model-server: setup
	@test -x $(MODEL_VENV)/bin/python || $(PYTHON) -m venv $(MODEL_VENV)
	@$(MODEL_VENV)/bin/pip install --quiet --disable-pip-version-check "llama-cpp-python[server]>=0.3.36,<0.4" "gguf>=0.19,<0.20"
	@$(BIN)/python -m benches.model_server $(MODEL_VENV)/bin/python
