# The commands that most people want; CMakePresets.json has the rest. System packages come from scripts/packages.sh.
#   make demo      build, read the example articles, write demo.html
#   make test      build and test everything: optimised, under sanitizers, for Arm under qemu
#   make release   build build/release/avow alone
#   make install   install it (DESTDIR, PREFIX=/usr/local)
#   make fuzz      run each fuzz target for FUZZ_SECONDS (60); needs clang
#   make bench     measure speed, start, memory and accuracy; PEER=1: beside ONNX Runtime, PyTorch, spaCy, CoreNLP
PREFIX = /usr/local
FUZZ_SECONDS = 60
AVOW = build/release/avow

release:
	scripts/packages.sh build
	cmake --preset release -DAVOW_TESTS=OFF -DCMAKE_INSTALL_PREFIX=$(PREFIX)
	cmake --build --preset release

demo: release
	$(AVOW) extract --format text examples/*.txt
	$(AVOW) extract --format html --output demo.html examples/*.txt
	@echo "The same for a browser: $(CURDIR)/demo.html"

test:
	scripts/packages.sh test
	scripts/test.sh

install: release
	cmake --install build/release

fuzz:
	scripts/packages.sh fuzz
	cmake --preset fuzz
	cmake --build --preset fuzz
	scripts/fuzz.sh $(FUZZ_SECONDS)

bench: release
	bench/run.sh $(if $(PEER),peer)

clean:
	rm -rf build demo.html

.PHONY: release demo test install fuzz bench clean
