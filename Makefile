# SPDX-License-Identifier: MIT
# make              the commands, in build/bin      make SANITIZE=1 ...  the same under ASan and UBSan, in build/asan
# make check        every test                      make install         PREFIX=/usr/local BINDIR= SBINDIR= MANDIR= DESTDIR=
# make unit|bats|transcripts|docs|layers|counts     one suite            make format, make clean
# make cppcheck, tidy   static checks; make static: both        make coverage   which lines the tests run
# make torture      faults, a hostile kernel, races and fuzzing, 15 minutes at most   (tests/torture/RESULTS.md)
# make bench, bench-quick   times, beside the installed commands or those of REFERENCE=DIR
# make dist, deb    a source archive, and a package of Debian (with debhelper), in build
# DEBUG=1 adds debugging information, PIE=1 builds position-independent programs, STATIC= links with the shared C library,
# LIBC=system with the system's instead of musl, BUILD=DIR builds there. A changed variable rebuilds what it changes.

PREFIX        ?= /usr/local
BINDIR        ?= $(PREFIX)/bin
SBINDIR       ?= $(PREFIX)/sbin
MANDIR        ?= $(PREFIX)/share/man
NETNS_RUN_DIR ?= /var/run/netns
NETNS_ETC_DIR ?= /etc/netns
VERSION       := $(file <VERSION)
comma         := ,
BUILD         := build$(if $(SANITIZE),/asan)
BIN           := $(BUILD)/bin
SANITIZERS    := $(if $(SANITIZE),-fsanitize=address$(comma)undefined -fno-sanitize-recover=all)
# Linked with the C library too: half of a dynamic start. Without it `ip` needs libmnl; with it, as there is seldom a
# static one, lib/static has what is called of it.
STATIC        ?= $(if $(SANITIZE),,-static)

# The C library: musl, if the compiler can build for it, since a program starts six times faster with it than with a static
# glibc. Debian's musl-gcc passes its specs to $(REALGCC), which then has musl's headers, libc and start files; it must be for
# the same machine, which a clang never says it is. On a system whose own libc is musl the plain compiler is all it takes.
MACHINE       := $(shell $(CXX) -dumpmachine)
MUSL_MACHINE  := $(shell musl-gcc -dumpmachine 2>/dev/null)
WHY_SYSTEM    := $(or $(if $(findstring musl,$(MACHINE)),which is musl),$(if $(SANITIZE),for the sanitizers),$(if $(PIE),for PIE=1),\
                 $(if $(STATIC),,for STATIC=),$(if $(MUSL_MACHINE),,since there is no musl-gcc (Debian: musl-tools)),\
                 $(if $(filter $(MACHINE),$(MUSL_MACHINE)),,since musl-gcc does not go with $(CXX)))
LIBC          ?= $(if $(WHY_SYSTEM),system,musl)
USED_LIBC     := $(if $(filter system,$(LIBC)),the system's C library$(comma) $(or $(WHY_SYSTEM),for LIBC=system),musl$(comma) since musl-gcc \
                 is there (LIBC=system: with the system's))
$(if $(filter system musl,$(LIBC)),,$(error LIBC is system or musl))
ifneq ($(LIBC),system)
# The headers of the C++ library are for glibc: they ask for its version, and call locale_t by an older name. The headers of the
# kernel and of libmnl stand among glibc's: links lead to them alone. Exceptions are found through the header of .eh_frame.
UAPI          := $(BUILD)/uapi
CXX_HEADERS   := $(shell $(CXX) -E -v -x c++ /dev/null 2>&1 | sed -n 's|^ \(/.*c++.*\)|\1|p')
UAPI_HEADERS  := $(foreach name,linux asm-generic libmnl,/usr/include/$(name)) \
                 $(firstword $(wildcard /usr/include/$(shell $(CXX) -print-multiarch)/asm /usr/include/asm))
COMPILER      := REALGCC='$(CXX)' musl-gcc
FLAGS_musl    := -nostdinc++ $(addprefix -isystem ,$(CXX_HEADERS)) -idirafter $(UAPI) -U_FORTIFY_SOURCE \
                 '-D__GLIBC_PREREQ(major,minor)=0' -D__locale_t=locale_t
LINK_musl     := -Wl,--eh-frame-hdr
GLIBC         := $(BUILD)/obj/lib/static/glibc.o
else
COMPILER      := $(CXX)
endif

# Not position-independent by default: the tables of rows would be relocated, page by page, at every start.
OPTIMISE      := $(if $(SANITIZE),-O1 -fno-omit-frame-pointer,-O2 -fstack-protector-strong) $(if $(PIE)$(SANITIZE),-fPIE,-fno-pie)
FLAGS         := -std=c++20 -Wall -Wextra -Wpedantic -Wshadow=local -Wconversion -Wformat=2 -Wno-missing-field-initializers \
                 $(if $(CI),-Werror) $(OPTIMISE) $(if $(DEBUG),-g) $(SANITIZERS) -fno-rtti -ffunction-sections \
                 -fdata-sections -ffile-prefix-map=$(CURDIR)=. -I. -D_GNU_SOURCE -DVERSION='"$(VERSION)"' \
                 -DNETNS_RUN_DIR='"$(NETNS_RUN_DIR)"' -DNETNS_ETC_DIR='"$(NETNS_ETC_DIR)"' $(CPPFLAGS) $(CXXFLAGS)$(if $(FLAGS_musl), $(FLAGS_musl))
# What short commands touch stands together in a static program: see bench/order. Empty for a linker that does not know INSERT.
ORDER         ?= lib/static/order.ld
# A static program is read page by page as it is touched: no gaps between its parts, nothing that is made read-only later.
# The sanitizers' own libraries are linked in, since a start that loads them takes twice as long.
LINK          := $(SANITIZERS) $(if $(SANITIZE),-static-libasan -static-libubsan,$(if $(PIE),$(if $(STATIC),-static-pie,-pie),-no-pie $(STATIC))) \
                 -static-libstdc++ -static-libgcc -Wl,--gc-sections,--as-needed \
                 $(if $(filter -static,$(STATIC)),-Wl$(comma)-z$(comma)norelro$(comma)-z$(comma)noseparate-code$(comma)--build-id=none \
                 $(if $(PIE),,$(ORDER:%=-Wl$(comma)-T$(comma)%))) \
                 $(LINK_musl) $(LDFLAGS)

objects        = $(patsubst %.cc,$(BUILD)/obj/%.o,$(wildcard $(1)))
below          = $(1)/*.cc $(1)/*/*.cc $(1)/*/*/*.cc $(1)/*/*/*/*.cc
LIB           := $(BUILD)/libnskit.a
UNIT          := $(BUILD)/unit-tests
COMMANDS      := $(BIN)/ip $(BIN)/unshare $(BIN)/nsenter
MAINS         := $(call objects,cmd/*/main.cc)
IP            := $(filter-out $(MAINS),$(call objects,$(call below,cmd/ipnetns)))
UNSHARE       := $(filter-out $(MAINS),$(call objects,cmd/unshare/*.cc))
NSENTER       := $(filter-out $(MAINS),$(call objects,cmd/nsenter/*.cc))
# Read once, not once for each file: headers of the standard library, of `ip`, and of GoogleTest.
PRECOMPILED   := $(BUILD)/obj/lib/precompiled.h
PRECOMPILED_IP := $(BUILD)/obj/cmd/ipnetns/precompiled.h
PRECOMPILED_UNIT := $(BUILD)/obj/tests/unit/precompiled.h
MAN           := $(wildcard man/*.[178])
# Where each shell looks for completions.
COMPLETIONS   := $(addprefix bash-completion/completions:,$(wildcard completions/bash/*)) \
                 $(addprefix zsh/site-functions:,$(wildcard completions/zsh/*)) \
                 $(addprefix fish/vendor_completions.d:,$(wildcard completions/fish/*))
completed_in   = $(DESTDIR)$(PREFIX)/share/$(firstword $(subst :, ,$(1)))

.PHONY: all check unit bats transcripts docs layers counts cppcheck static coverage torture bench bench-quick dist deb install install-strip uninstall clean format tidy always
all: $(COMMANDS)
ifeq ($(MAKELEVEL)$(filter clean coverage format tidy layers cppcheck static uninstall,$(MAKECMDGOALS))$(findstring s,$(firstword -$(MAKEFLAGS))),0)
$(info nskit: $(if $(filter -static,$(STATIC)),static$(comma) )with $(USED_LIBC))
endif

$(BIN)/ip: $(BUILD)/obj/cmd/ipnetns/main.o $(IP) $(LIB)
$(BIN)/unshare: $(BUILD)/obj/cmd/unshare/main.o $(UNSHARE) $(LIB)
$(BIN)/nsenter: $(BUILD)/obj/cmd/nsenter/main.o $(NSENTER) $(LIB)
$(BIN)/ip: $(if $(STATIC),$(BUILD)/obj/lib/static/mnl.o)
$(BIN)/ip: LIBS := $(if $(STATIC),,-lmnl)
$(COMMANDS): $(GLIBC)
$(COMMANDS): $(BUILD)/settings.link $(ORDER)
	@mkdir -p $(@D)
	$(COMPILER) -o $@ $(filter %.o %.a,$^) $(LINK) $(LIBS) -Wl,-Map=$(BUILD)/obj/$(@F).map

# The unit tests need GoogleTest, and so the system's C library, shared. The commands of a build against musl are built
# once more for them, in a build of their own.
ifeq ($(LIBC),system)
$(UNIT): $(call objects,tests/unit/*.cc) $(IP) $(UNSHARE) $(NSENTER) $(LIB) $(BUILD)/settings.link
	@mkdir -p $(@D)
	$(CXX) -o $@ $(filter %.o %.a,$^) $(filter-out -static -static-pie,$(LINK)) -lgtest -lgtest_main -lmnl
else
$(UNIT): always
	@mkdir -p $(@D)
	+@$(MAKE) --no-print-directory LIBC=system BUILD=$(BUILD)/system $(BUILD)/system/unit-tests
	@ln -sfn system/unit-tests $@
endif

$(LIB): $(call objects,lib/base/*.cc lib/namespace/*.cc lib/netlink/*.cc lib/row/*.cc)
	rm -f $@ && $(AR) rcsD $@ $^

define COMPILE
	@mkdir -p $(@D)
	$(COMPILER) $(FLAGS) -MMD -MP -include $(basename $(filter %.gch,$^)) -c -o $@ $<
endef
$(BUILD)/obj/%.o: %.cc $(PRECOMPILED).gch
	$(COMPILE)
$(BUILD)/obj/cmd/ipnetns/%.o: cmd/ipnetns/%.cc $(PRECOMPILED_IP).gch
	$(COMPILE)
$(BUILD)/obj/tests/%.o: tests/%.cc $(PRECOMPILED_UNIT).gch
	$(COMPILE)
$(addsuffix .gch,$(PRECOMPILED) $(PRECOMPILED_IP) $(PRECOMPILED_UNIT)): $(BUILD)/obj/%.gch: % $(BUILD)/settings.compile | $(UAPI)
	@mkdir -p $(@D)
	$(COMPILER) $(FLAGS) -MMD -MP -x c++-header -o $@ $<
$(UAPI):
	@mkdir -p $@
	ln -sfn $(UAPI_HEADERS) $@
# Tests are compiled more often than they are run.
$(BUILD)/obj/tests/%: private FLAGS += -O0

# What files were compiled and linked with; newer only if that has changed. Expanded here, or each target would have
# settings of its own.
SETTINGS_compile := $(COMPILER) $(FLAGS)
SETTINGS_link := $(COMPILER) $(LINK)
$(BUILD)/settings.%: always
	@mkdir -p $(@D)
	@printf '%s\n' '$(subst ','\'',$(SETTINGS_$*))' >$@.new
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

-include $(shell find $(BUILD)/obj -name '*.d' 2>/dev/null)

check: all $(UNIT)
	tests/run $(BUILD)
unit: $(UNIT)
	tests/run $(BUILD) unit
bats transcripts docs: all
	tests/run $(BUILD) $@
layers cppcheck coverage:
	tests/$@
counts: all
	tests/counts --tools $(BIN)
torture: all
	tests/torture/run $(BIN)
bench bench-quick: all
	bench/run $(if $(REFERENCE),--reference $(REFERENCE)) $(if $(filter bench-quick,$@),--quick) $(BIN)

install: all
	install -d $(DESTDIR)$(BINDIR) $(DESTDIR)$(SBINDIR) $(addprefix $(DESTDIR)$(MANDIR)/man,1 7 8)
	install $(STRIP) $(BIN)/ip $(DESTDIR)$(SBINDIR)/
	install $(STRIP) $(BIN)/unshare $(BIN)/nsenter $(DESTDIR)$(BINDIR)/
	$(foreach page,$(MAN),install -m 644 $(page) $(DESTDIR)$(MANDIR)/man$(subst .,,$(suffix $(page)))/ &&) true
	$(foreach each,$(COMPLETIONS),install -D -m 644 -t $(call completed_in,$(each)) $(lastword $(subst :, ,$(each))) &&) true

dist:
	@mkdir -p build
	git archive --prefix=nskit-$(VERSION)/ -o build/nskit-$(VERSION).tar.gz HEAD
deb:
	debian/rules binary
	debian/rules clean

install-strip: STRIP := -s
install-strip: install

uninstall:
	rm -f $(DESTDIR)$(SBINDIR)/ip $(addprefix $(DESTDIR)$(BINDIR)/,unshare nsenter)
	rm -f $(foreach page,$(MAN),$(DESTDIR)$(MANDIR)/man$(subst .,,$(suffix $(page)))/$(notdir $(page)))
	rm -f $(foreach each,$(COMPLETIONS),$(call completed_in,$(each))/$(notdir $(lastword $(subst :, ,$(each)))))

clean:
	rm -rf build
SOURCES = $(wildcard $(call below,lib) $(call below,cmd) tests/unit/*.cc fuzz/*.cc)
HEADERS = $(wildcard $(subst .cc,.h,$(call below,lib) $(call below,cmd) tests/unit/*.cc fuzz/*.cc))
format:
	clang-format -i $(SOURCES) $(HEADERS)
static: cppcheck tidy
tidy:
	printf '%s\n' $(filter-out lib/static/glibc.cc,$(SOURCES)) | xargs -P "$$(nproc)" -I{} clang-tidy --quiet {} -- $(filter-out -W%,$(FLAGS))
