# SPDX-License-Identifier: MIT
# make              the commands, in build/bin      make SANITIZE=1 ...  the same under ASan and UBSan, in build/asan
# make check        every test                      make install         PREFIX=/usr/local DESTDIR=
# make unit|bats|transcripts|docs                   one suite            make format, make tidy, make clean

PREFIX        ?= /usr/local
NETNS_RUN_DIR ?= /var/run/netns
NETNS_ETC_DIR ?= /etc/netns
VERSION       := 0.1.0
comma         := ,
BUILD         := build$(if $(SANITIZE),/asan)
BIN           := $(BUILD)/bin
SANITIZERS    := $(if $(SANITIZE),-fsanitize=address$(comma)undefined -fno-sanitize-recover=all)
# Not position-independent: the tables of rows would be relocated, page by page, at every start.
OPTIMISE      := $(if $(SANITIZE),-O1 -fno-omit-frame-pointer,-O2 -fno-pie)
CXXFLAGS      ?= -g
FLAGS         := -std=c++20 -Wall -Wextra -Wpedantic -Wshadow=local -Wconversion -Wno-missing-field-initializers \
                 $(if $(CI),-Werror) $(OPTIMISE) $(SANITIZERS) -fno-rtti -ffunction-sections -fdata-sections -MMD -MP \
                 -Ilib -D_GNU_SOURCE -DVERSION='"$(VERSION)"' -DNETNS_RUN_DIR='"$(NETNS_RUN_DIR)"' \
                 -DNETNS_ETC_DIR='"$(NETNS_ETC_DIR)"' $(CXXFLAGS)
LINK          := $(SANITIZERS) $(if $(SANITIZE),,-no-pie -static-libstdc++ -static-libgcc) -Wl,--gc-sections,--as-needed $(LDFLAGS)

objects        = $(patsubst %.cc,$(BUILD)/obj/%.o,$(wildcard $(1)))
LIB           := $(BUILD)/libnskit.a
UNIT          := $(BUILD)/unit-tests
COMMANDS      := $(BIN)/ip $(BIN)/unshare $(BIN)/nsenter
IP            := $(filter-out %/main.o,$(call objects,cmd/ipnetns/*.cc cmd/ipnetns/*/*.cc))
UNSHARE       := $(filter-out %/main.o,$(call objects,cmd/unshare/*.cc))
NSENTER       := $(filter-out %/main.o,$(call objects,cmd/nsenter/*.cc))
MAN           := $(wildcard man/*.[18])
COMPLETIONS   := $(wildcard completions/*)
SHARE          = $(DESTDIR)$(PREFIX)/share
COMPLETE_IN    = $(SHARE)/bash-completion/completions

.PHONY: all check unit bats transcripts docs install install-strip uninstall clean format tidy
all: $(COMMANDS)

$(BIN)/ip: $(BUILD)/obj/cmd/ipnetns/main.o $(IP) $(LIB)
$(BIN)/unshare: $(BUILD)/obj/cmd/unshare/main.o $(UNSHARE) $(LIB)
$(BIN)/nsenter: $(BUILD)/obj/cmd/nsenter/main.o $(NSENTER) $(LIB)
# Linked with the C library too: half of a dynamic start. `make STATIC=` links dynamically, and `ip` with libmnl, of which
# there is seldom a static one: lib/static has what is called of it.
STATIC        ?= $(if $(SANITIZE),,-static)
$(COMMANDS): LIBS := $(STATIC)
$(BIN)/ip: LIBS := $(or $(STATIC),-lmnl)
$(BIN)/ip: $(if $(STATIC),$(call objects,lib/static/*.cc))
$(UNIT): $(call objects,tests/unit/*.cc) $(IP) $(UNSHARE) $(NSENTER) $(LIB)
$(UNIT): LIBS := -lgtest -lgtest_main -lmnl
$(COMMANDS) $(UNIT):
	@mkdir -p $(@D)
	$(CXX) -o $@ $^ $(LINK) $(LIBS)

$(LIB): $(call objects,lib/*.cc)
	rm -f $@ && $(AR) rcs $@ $^

$(BUILD)/obj/%.o: %.cc Makefile
	@mkdir -p $(@D)
	$(CXX) $(FLAGS) -c -o $@ $<

-include $(shell find $(BUILD)/obj -name '*.d' 2>/dev/null)

check: all $(UNIT)
	tests/run $(BUILD)
unit: $(UNIT)
	tests/run $(BUILD) unit
bats transcripts docs: all
	tests/run $(BUILD) $@

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/sbin $(SHARE)/man/man1 $(SHARE)/man/man8
	install $(STRIP) $(BIN)/ip $(DESTDIR)$(PREFIX)/sbin/
	install $(STRIP) $(BIN)/unshare $(BIN)/nsenter $(DESTDIR)$(PREFIX)/bin/
	$(foreach page,$(MAN),install -m 644 $(page) $(SHARE)/man/man$(subst .,,$(suffix $(page)))/ &&) true
	$(foreach file,$(COMPLETIONS),install -D -m 644 -t $(COMPLETE_IN) $(file) &&) true

install-strip: STRIP := -s
install-strip: install

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/sbin/ip $(addprefix $(DESTDIR)$(PREFIX)/bin/,unshare nsenter)
	rm -f $(foreach page,$(MAN),$(SHARE)/man/man$(subst .,,$(suffix $(page)))/$(notdir $(page)))
	rm -f $(addprefix $(COMPLETE_IN)/,$(notdir $(COMPLETIONS)))

clean:
	rm -rf build
SOURCES = $(wildcard lib/*.cc lib/*.h lib/static/*.cc cmd/*/*.cc cmd/*/*.h cmd/*/*/*.cc cmd/*/*/*.h tests/unit/*.cc tests/unit/*.h)
format:
	clang-format -i $(SOURCES)
tidy:
	printf '%s\n' $(filter %.cc,$(SOURCES)) | xargs -P "$$(nproc)" -I{} clang-tidy --quiet {} -- $(FLAGS)
