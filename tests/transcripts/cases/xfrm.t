ip xfrm: state, policy, monitor.

## xfrm-usage
  $ ip xfrm
  Usage: ip xfrm XFRM-OBJECT { COMMAND | help }
  where  XFRM-OBJECT := state | policy | monitor
  [255]
  $ ip xfrm help
  Usage: ip xfrm XFRM-OBJECT { COMMAND | help }
  where  XFRM-OBJECT := state | policy | monitor
  [255]
  $ ip xfrm foo
  Usage: ip xfrm XFRM-OBJECT { COMMAND | help }
  where  XFRM-OBJECT := state | policy | monitor
  [255]
  $ ip xfrm state foo
  Command "foo" is unknown, try "ip xfrm state help".
  [255]
  $ ip xfrm policy foo
  Command "foo" is unknown, try "ip xfrm policy help".
  [255]
  $ ip xfrm monitor foo
  Argument "foo" is unknown, try "ip xfrm monitor help".
  [255]
  $ ip xfrm m help
  Usage: ip xfrm monitor [ nokeys ] [ all-nsid ] [ all | OBJECTS | help ]
  OBJECTS := { acquire | expire | SA | aevent | policy | report }
  [255]

## state-allocspi-errors
  $ ip xfrm state allocspi
  Not enough information: ID is required
  [1]
  $ ip xfrm state allocspi src 10.0.0.1 dst 10.0.0.2 proto esp spi 5
  "spi" is invalid
  [1]
  $ ip xfrm state allocspi src 10.0.0.1 dst 10.0.0.2 proto esp min 5
  "max" is missing
  [1]
  $ ip xfrm state allocspi src 10.0.0.1 dst 10.0.0.2 proto esp max 5
  "min" is missing
  [1]
  $ ip xfrm state allocspi src 10.0.0.1 dst 10.0.0.2 proto esp min 6 max 5
  value after "min" is larger than value after "max"
  [1]
  $ ip xfrm state allocspi src 10.0.0.1 dst 10.0.0.2 proto esp min x max 5
  Error: argument "x" is wrong: value after "min" is invalid
  [255]
  $ ip xfrm state allocspi src 10.0.0.1 dst 10.0.0.2 proto esp dir both
  Error: argument "both" is wrong: DIR value is not "in" or "out"
  [255]
  $ ip xfrm state allocspi src 10.0.0.1 dst 10.0.0.2 proto esp pcpu-num x
  Error: argument "x" is wrong: value after "pcpu-num" is invalid
  [255]
  $ ip xfrm state allocspi src 10.0.0.1 dst 10.0.0.2
  Error: argument "XFRM-PROTO" is required
  [255]

## state-list-oneline
(There is no JSON: -j prints text.)
  $ ip xfrm state allocspi src 10.0.0.1 dst 10.0.0.2 proto esp min 0x100 max 0x100 >/dev/null
  $ ip -o xfrm state
  src 10.0.0.1 dst 10.0.0.2\	proto esp spi 0x00000100 reqid 0 mode transport\	replay-window 0 \	anti-replay context: seq 0x0, oseq 0x0, bitmap 0x00000000\	sel src 10.0.0.1/32 dst 10.0.0.2/32 \
  $ ip -j xfrm state
  src 10.0.0.1 dst 10.0.0.2
  	proto esp spi 0x00000100 reqid 0 mode transport
  	replay-window 0 
  	anti-replay context: seq 0x0, oseq 0x0, bitmap 0x00000000
  	sel src 10.0.0.1/32 dst 10.0.0.2/32 
  $ ip -s xfrm state | sed "s/add 20.* use/add TIME use/"
  src 10.0.0.1 dst 10.0.0.2
  	proto esp spi 0x00000100(256) reqid 0(0x00000000) mode transport
  	replay-window 0 seq 0x00000000 flag  (0x00000000)
  	anti-replay context: seq 0x0, oseq 0x0, bitmap 0x00000000
  	sel src 10.0.0.1/32 dst 10.0.0.2/32 uid 0
  	lifetime config:
  	  limit: soft (INF)(bytes), hard (INF)(bytes)
  	  limit: soft (INF)(packets), hard (INF)(packets)
  	  expire add: soft 0(sec), hard 30(sec)
  	  expire use: soft 0(sec), hard 0(sec)
  	lifetime current:
  	  0(bytes), 0(packets)
  	  add TIME use -
  	stats:
  	  replay-window 0 replay 0 failed 0
  $ ip -s -o xfrm state | sed "s/add 20.* use/add TIME use/"
  src 10.0.0.1 dst 10.0.0.2\	proto esp spi 0x00000100(256) reqid 0(0x00000000) mode transport\	replay-window 0 seq 0x00000000 flag  (0x00000000)\	anti-replay context: seq 0x0, oseq 0x0, bitmap 0x00000000\	sel src 10.0.0.1/32 dst 10.0.0.2/32 uid 0\	lifetime config:\	  limit: soft (INF)(bytes), hard (INF)(bytes)\	  limit: soft (INF)(packets), hard (INF)(packets)\	  expire add: soft 0(sec), hard 30(sec)\	  expire use: soft 0(sec), hard 0(sec)\	lifetime current:\	  0(bytes), 0(packets)\	  add TIME use -\	stats:\	  replay-window 0 replay 0 failed 0\

## state-deleteall-flush
  $ ip xfrm state allocspi src 10.0.0.1 dst 10.0.0.2 proto esp min 0x100 max 0x100 >/dev/null
  $ ip xfrm state allocspi src 10.0.0.1 dst 10.0.0.2 proto ah min 0x101 max 0x101 mode tunnel reqid 7 >/dev/null
  $ ip xfrm state allocspi src 2001:db8::1 dst 2001:db8::2 proto comp min 0x102 max 0x102 mark 6 mask 0xf >/dev/null
  $ ip -s -s xfrm state deleteall proto ah
  Delete-all round = 0
  Delete-all nlmsg count = 1
  Delete-all round = 1
  Delete-all completed
  $ ip xfrm state count
  	 SAD count 2
  $ ip xfrm state delall
  $ ip xfrm state count
  	 SAD count 0
  $ ip xfrm state allocspi src 10.0.0.1 dst 10.0.0.2 proto esp min 0x100 max 0x100 >/dev/null
  $ ip xfrm state allocspi src 10.0.0.1 dst 10.0.0.2 proto ah min 0x101 max 0x101 mode tunnel reqid 7 >/dev/null
  $ ip xfrm state flush proto ah
  $ ip xfrm state count
  	 SAD count 1
  $ ip -s -s xfrm state flush
  Flush state with XFRM-PROTO value "0"
  $ ip xfrm state count
  	 SAD count 0
  $ ip -s -s xfrm state f proto ipsec-any
  Flush state with XFRM-PROTO value "ipsec-any"
  $ ip xfrm state flush proto foo
  Error: argument "foo" is wrong: XFRM-PROTO value is invalid
  [255]
  $ ip xfrm state flush foo
  Error: argument "foo" is wrong: unknown
  [255]
  $ ip xfrm state flush proto ah proto ah
  Error: duplicate "proto": "proto" is the second value.
  [255]

## state-add-refused
(What a kernel without transforms answers.)
  $ ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto esp spi 0x100 enc "ecb(cipher_null)" ""
  Error: Requested type not found.
  [2]
  $ ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto ah spi 0x100 auth digest_null ""
  Error: Requested type not found.
  [2]
  $ ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto comp spi 0x100 comp deflate
  Error: Requested type not found.
  [2]
  $ ip xfrm state update src 10.0.0.1 dst 10.0.0.2 proto esp spi 0x100 enc "ecb(cipher_null)" ""
  Error: Requested type not found.
  [2]
  $ ip xfrm state add src 2001:db8::1 dst 2001:db8::2 proto hao mode ro coa 2001:db8::9
  Error: Requested type not found.
  [2]

## state-algo-errors
  $ ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto esp
  ALGO-TYPE value "enc" or "aead" is required with XFRM-PROTO value "esp"
  [1]
  $ ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto ah
  ALGO-TYPE value "auth" or "auth-trunc" is required with XFRM-PROTO value "ah"
  [1]
  $ ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto comp
  ALGO-TYPE value "comp" is required with XFRM-PROTO value "comp"
  [1]
  $ ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto esp comp deflate
  ALGO-TYPE value "comp" is invalid with XFRM-PROTO value "esp"
  [1]
  $ ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto ah enc x y
  ALGO-TYPE values "enc", "aead", and "comp" are invalid with XFRM-PROTO value "ah"
  [1]
  $ ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto comp enc x y
  ALGO-TYPE values "enc", "auth", "auth-trunc", and "aead" are invalid with XFRM-PROTO value "comp"
  [1]
  $ ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto hao mode ro coa 10.0.0.9 enc x y
  ALGO is invalid with XFRM-PROTO value "hao"
  [1]
  $ ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto esp enc x y enc x y
  Error: duplicate "ALGO-TYPE": "enc" is the second value.
  [255]
  $ ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto esp aead x y 96 auth x y
  Error: duplicate "ALGO-TYPE": "auth" is the second value.
  [255]
  $ ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto esp enc x
  Error: argument "ALGO-KEYMAT" is required
  [255]
  $ ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto esp enc
  Error: argument "ALGO-NAME" is required
  [255]
  $ ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto esp aead x y
  Error: argument "ALGO-ICV-LEN" is required
  [255]
  $ ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto esp aead x y z
  Error: argument "z" is wrong: ALGO-ICV-LEN value is invalid
  [255]
  $ ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto esp auth-trunc x y
  Error: argument "ALGO-TRUNC-LEN" is required
  [255]
  $ ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto esp auth-trunc x y z
  Error: argument "z" is wrong: ALGO-TRUNC-LEN value is invalid
  [255]
  $ ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto esp enc x 0xzz
  Error: argument "0xzz" is wrong: ALGO-KEYMAT value is invalid
  [255]
  $ ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto comp comp
  Error: argument "ALGO-NAME" is required
  [255]

## state-mode-errors
  $ ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto hao
  "mode" is required with XFRM-PROTO value "hao"
  [1]
  $ ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto hao mode tunnel
  MODE value is invalid with XFRM-PROTO value "hao"
  [1]
  $ ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto hao mode ro
  "coa" is required with XFRM-PROTO value "hao"
  [1]
  $ ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto esp mode ro enc x y
  MODE value is invalid with XFRM-PROTO value "esp"
  [1]
  $ ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto ah mode beet auth x y
  MODE value is invalid with XFRM-PROTO value "ah"
  [1]
  $ ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto esp coa 10.0.0.3 enc x y
  "coa" is invalid with XFRM-PROTO value "esp"
  [1]
  $ ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto esp enc x y flag esn
  Error: esn flag set without replay-window.
  [255]
  $ ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto esp enc x y replay-window 5000
  Error: replay-window (5000) > XFRMA_REPLAY_ESN_MAX (4096).
  [255]
  $ ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto esp enc x y replay-window x
  Error: argument "x" is wrong: value after "replay-window" is invalid
  [255]
  $ ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto esp enc x y dir foo
  Error: argument "foo" is wrong: DIR value is not "in" or "out"
  [255]
  $ ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto esp enc x y limit foo 5
  Error: argument "foo" is wrong: LIMIT value is invalid
  [255]
  $ ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto esp enc x y limit time-soft x
  Error: argument "x" is wrong: value after "time-soft" is invalid
  [255]
  $ ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto esp enc x y flag bogus
  Error: argument "bogus" is wrong: unknown
  [255]
  $ ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto esp enc x y flag 0x1ff
  Error: argument "0x1ff" is wrong: FLAG value is invalid
  [255]

## state-selector-errors
  $ ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto esp enc x y sel bogus
  Error: argument "bogus" is wrong: unknown
  [255]
  $ ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto esp enc x y sel src 10.0.0.1 dst 2001:db8::1
  Error: argument "2001:db8::1" is wrong: the same address family is required between values after "src" and "dst"
  [255]
  $ ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto esp enc x y sel dev nope
  Error: argument "nope" is wrong: DEV value is invalid
  [255]
  $ ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto esp enc x y sel proto bogus
  Error: argument "bogus" is wrong: PROTO value is invalid
  [255]
  $ ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto esp enc x y sel proto icmp sport 5
  "sport" and "dport" are invalid with PROTO value "icmp"
  [1]
  $ ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto esp enc x y sel proto tcp type 5
  "type" and "code" are invalid with PROTO value "tcp"
  [1]
  $ ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto esp enc x y sel proto tcp key 5
  "key" is invalid with PROTO value "tcp"
  [1]
  $ ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto esp enc x y sel proto icmp type 256
  Error: argument "256" is wrong: value after "type" is invalid
  [255]
  $ ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto esp enc x y sel proto gre key x
  value after "key" is invalid
  [255]
  $ ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto esp enc x y sel sport 70000
  Error: argument "70000" is wrong: value after "sport" is invalid
  [255]

## monitor-file-states
(`monitor file` prints netlink messages from a file; these were composed by hand.)
  $ echo H4sIAAAAAAAC/+thZGAQYKAccDEwMKGKMDIYQcQZkUX/EwAMVAasDCCHIZzgBWRn5CYmaxRnJBqZmmmSYyY4vAQZGAKAJicnJWskphZrkus+B1BIMTGzsLKxcwAABnGG/YwBAAA= | base64 -d | gunzip >>m
  $ echo H4sIAAAAAAAC/wtgZGAQYKAccDEwMKGKMDIYQcQZkUX/EwAMNADIDktgEGIoSks2MTQw00hPztVITC3W1CTRvAVA3AD2IhMzCysbOwcnFzcPLx+/gKCQMABohYGOUAEAAA== | base64 -d | gunzip >>m
  $ echo H4sIAAAAAAAC/wtgZGAQYKAccDEwMKGKMDIYQ8QZkUX/EwAMNABAhynA2H4MIgwZuYnJGsUZiUamZprkmAcKrwSQD5lAbC4wnxUqBwCOdzpHUAEAAA== | base64 -d | gunzip >>m
  $ echo H4sIAAAAAAAC/7NgZGAQYKAccDEwMKGKMDLkQMQZkUX/EwAMNABMSE7wYGBmSElNy0ksSaXITADFKcGuOAEAAA== | base64 -d | gunzip >>m
  $ echo H4sIAAAAAAAC/2NhZGAQYKAcKDDy7kDiMoEIG0xxxv8EAAMNABfEOWAgwsCH7iZOAKh+JLkEAQAA | base64 -d | gunzip >>m
  $ ip xfrm monitor file m
  src 10.0.0.1 dst 10.0.0.2
  	proto esp spi 0x00000100 reqid 5 mode tunnel
  	replay-window 0 
  	auth hmac(sha256) 0x0011
  	enc cbc(aes) 0x0102030405060708
  src 10.0.0.1 dst 10.0.0.2
  	proto esp spi 0x00000100 reqid 0 mode transport
  	replay-window 0 
  	aead rfc4106(gcm(aes)) 0x000102030405060708090a0b0c0d0e0f10111213 128
  src 10.0.0.1 dst 10.0.0.2
  	proto ah spi 0x00000100 reqid 0 mode transport
  	replay-window 32 
  	auth-trunc hmac(sha256) 0x0102 96
  	anti-replay context: seq 0x5, oseq 0x10, bitmap 0x00000000
  src 10.0.0.1 dst 10.0.0.2
  	proto comp spi 0x00000100 reqid 0 mode tunnel
  	replay-window 0 
  	comp deflate 
  src 2001:db8::1 dst 2001:db8::2
  	proto hao reqid 0 mode ro
  	replay-window 0 
  	coa 2001:db8::9

## monitor-file-states-stats
(`monitor file` prints netlink messages from a file; these were composed by hand.)
  $ echo H4sIAAAAAAAC/+thZGAQYKAccDEwMKGKMDIYQcQZkUX/EwAMVAasDCCHIZzgBWRn5CYmaxRnJBqZmmmSYyY4vAQZGAKAJicnJWskphZrkus+B1BIMTGzsLKxcwAABnGG/YwBAAA= | base64 -d | gunzip >>m
  $ echo H4sIAAAAAAAC/wtgZGAQYKAccDEwMKGKMDIYQcQZkUX/EwAMNADIDktgEGIoSks2MTQw00hPztVITC3W1CTRvAVA3AD2IhMzCysbOwcnFzcPLx+/gKCQMABohYGOUAEAAA== | base64 -d | gunzip >>m
  $ echo H4sIAAAAAAAC/7NgZGAQYECAY8YpjEhchgMMTMhcBvkJ//8zBPz/z8SgIMEG5MMUczGgKQTKGEHEUcwzgtI2UNoNSgcgzAEDESgtB6U1GMgDrAwghyGc4AHkpSYnaSRnFmSkFsXnlebkaJJjLgBZxwlyOAEAAA== | base64 -d | gunzip >>m
  $ echo H4sIAAAAAAAC/2NhZGAQYKAcKDDy7kDiMoEIG0xxxv8EAAMNABfEOWAgwsCH7iZOAKh+JLkEAQAA | base64 -d | gunzip >>m
  $ ip -s xfrm monitor file m
  src 10.0.0.1 dst 10.0.0.2
  	proto esp spi 0x00000100(256) reqid 5(0x00000005) mode tunnel
  	replay-window 0 seq 0x00000000 flag  (0x00000000)
  	auth hmac(sha256) 0x0011 (16 bits)
  	enc cbc(aes) 0x0102030405060708 (64 bits)
  	lifetime config:
  	  limit: soft (INF)(bytes), hard (INF)(bytes)
  	  limit: soft (INF)(packets), hard (INF)(packets)
  	  expire add: soft 0(sec), hard 0(sec)
  	  expire use: soft 0(sec), hard 0(sec)
  	lifetime current:
  	  0(bytes), 0(packets)
  	  add - use -
  	stats:
  	  replay-window 0 replay 0 failed 0
  src 10.0.0.1 dst 10.0.0.2
  	proto esp spi 0x00000100(256) reqid 0(0x00000000) mode transport
  	replay-window 0 seq 0x00000000 flag  (0x00000000)
  	aead rfc4106(gcm(aes)) 0x000102030405060708090a0b0c0d0e0f10111213 (160 bits) 128
  	lifetime config:
  	  limit: soft (INF)(bytes), hard (INF)(bytes)
  	  limit: soft (INF)(packets), hard (INF)(packets)
  	  expire add: soft 0(sec), hard 0(sec)
  	  expire use: soft 0(sec), hard 0(sec)
  	lifetime current:
  	  0(bytes), 0(packets)
  	  add - use -
  	stats:
  	  replay-window 0 replay 0 failed 0
  src 10.0.0.1 dst 10.0.0.2
  	proto esp spi 0x00000100(256) reqid 5(0x00000005) mode tunnel
  	replay-window 0 seq 0x00000000 flag  (0x00000000)
  	enc ecb(cipher_null) 
  	sel src 192.0.2.0/24 dst 198.51.100.1/32 proto tcp sport 80 dport 8080 dev lo uid 0
  	lifetime config:
  	  limit: soft 50(bytes), hard 60(bytes)
  	  limit: soft 70(packets), hard 80(packets)
  	  expire add: soft 10(sec), hard 20(sec)
  	  expire use: soft 30(sec), hard 40(sec)
  	lifetime current:
  	  0(bytes), 0(packets)
  	  add - use -
  	stats:
  	  replay-window 0 replay 0 failed 0
  src 2001:db8::1 dst 2001:db8::2
  	proto hao spi 0x00000000(0) reqid 0(0x00000000) mode ro
  	replay-window 0 seq 0x00000000 flag  (0x00000000)
  	coa 2001:db8::9
  	lifetime config:
  	  limit: soft (INF)(bytes), hard (INF)(bytes)
  	  limit: soft (INF)(packets), hard (INF)(packets)
  	  expire add: soft 0(sec), hard 0(sec)
  	  expire use: soft 0(sec), hard 0(sec)
  	lifetime current:
  	  0(bytes), 0(packets)
  	  add - use -
  	stats:
  	  replay-window 0 replay 0 failed 0

## monitor-file-events
(`monitor file` prints netlink messages from a file; these were composed by hand.)
  $ echo H4sIAAAAAAAC/7NgZGCQYqAccDEwMKGKMDIYQcQZkUX/EwAMVAasDCCHIZzgAeSlJidpJGcWZKQWxeeV5uRokmMuAFbiT1o4AQAA | base64 -d | gunzip >>m
  $ echo H4sIAAAAAAAC/3NgZGCQYKAccDEwMKGKMDIYQcQZkUX/EwAMVAasDCCHMSK5CgI8gKKpyUkayZkFGalF8XmlOTma5JgPAHb1MZxAAQAA | base64 -d | gunzip >>m
  $ echo H4sIAAAAAAAC/wthZGAQZEAALgYGJgYUwAgUMGJ4wsDGQC7AZqYRRJwRWfQ/AcBAZcDKAHIYwgkeQF5qcpJGcmZBRmpRfF5pTo4mOeYCAE5PpXxUAQAA | base64 -d | gunzip >>m
  $ echo H4sIAAAAAAAC/xNhYGCQYUAAIyAWQRP7j0UMBASAWBaJL4PG5wKqYISyAa3vcZBoAAAA | base64 -d | gunzip >>m
  $ echo H4sIAAAAAAAC/3NgYGCQY0AALgYGJgYUwAgUMAKJMzKgAVYgdiBTvwCF+gug+gH4y5FgwAAAAA== | base64 -d | gunzip >>m
  $ echo H4sIAAAAAAAC/wtgYGBQY0AALgYGJgYUwAgUMGJghcgxMqCq5UTmC04RnAoALaxRjVAAAAA= | base64 -d | gunzip >>m
  $ echo H4sIAAAAAAAC/xNhYGDQYEAARiYGBgDIjOp+FAAAAA== | base64 -d | gunzip >>m
  $ echo H4sIAAAAAAAC/xNhYGAIYEAFAJUTp2kUAAAA | base64 -d | gunzip >>m
  $ ip -4 xfrm monitor file m
  Updated src 10.0.0.1 dst 10.0.0.2
  	proto esp spi 0x00000100 reqid 5 mode tunnel
  	replay-window 0 
  	enc ecb(cipher_null) 
  Expired src 10.0.0.1 dst 10.0.0.2
  	proto esp spi 0x00000100 reqid 5 mode tunnel
  	replay-window 0 
  	enc ecb(cipher_null) 
  	hard 1
  Deleted src 10.0.0.1 dst 10.0.0.2
  	proto esp spi 0x00000100 reqid 5 mode tunnel
  	replay-window 0 
  	enc ecb(cipher_null) 
  Flushed state proto esp
  Flushed state proto ipsec-any
  Flushed state proto 0
  Flushed policy 
  Flushed policy ptype sub 
  Async event  (0x0) 
  	src 10.0.0.1 dst 10.0.0.2  reqid 0x5 protocol esp  SPI 0x100
  Async event  (0x10)  replay update 
  	src 10.0.0.1 dst 10.0.0.2  reqid 0x5 protocol esp  SPI 0x100
  Async event  (0x70)  replay update  timer expired  policy updated 
  	src 10.0.0.1 dst 10.0.0.2  reqid 0x5 protocol esp  SPI 0x100
  Mapping change 10.0.0.1:4500 -> 10.0.0.9:4501
  	dst 10.0.0.2  reqid 0x5 protocol esp  SPI 0x100
  Default policies:
   in:  block
   fwd: accept
   out: unspec
  Unknown message: 00000020 0x00000050 0x00000000

## monitor-file-policies-stats
(`monitor file` prints netlink messages from a file; these were composed by hand.)
  $ echo H4sIAAAAAAAC/7NhZGAQZkCAY8YpDMjgAAMTAzbAxCAhgcz/TwAwUAheMDMwcAJpRii/hYGVgYsB03FGDBBBLoRSMGCF6iXgJnZjBgYcPmYAm4CsHwDB26oQPAEAAA== | base64 -d | gunzip >>m
  $ echo H4sIAAAAAAAC//vBwMAgyYAbKDDy7sAmzgWUQub/JwAYKAQvmBkYhIE0EyMz1H4BBkaoHA+DKJgNkhFh4ADKcDAwMnIw5CQmpeZYVQJ58mDH8jDIgNWxADEA4hriMPgAAAA= | base64 -d | gunzip >>m
  $ ip -s xfrm monitor file m
  src 192.0.2.0/24 dst 198.51.100.0/24 uid 0
  	dir out action allow index 9 priority 1000 share any flag  (0x00000000)
  	lifetime config:
  	  limit: soft (INF)(bytes), hard (INF)(bytes)
  	  limit: soft (INF)(packets), hard (INF)(packets)
  	  expire add: soft 0(sec), hard 0(sec)
  	  expire use: soft 0(sec), hard 0(sec)
  	lifetime current:
  	  0(bytes), 0(packets)
  	  add - use -
  	tmpl src 10.0.0.1 dst 10.0.0.2
  		proto esp spi 0x00000000(0) reqid 5(0x00000005) mode tunnel
  		level required share any 
  		enc-mask ffffffff auth-mask ffffffff comp-mask ffffffff
  	tmpl src 0.0.0.0 dst 0.0.0.0
  		proto ah spi 0x00000007(7) reqid 0(0x00000000) mode transport
  		level use share any 
  		enc-mask ffffffff auth-mask ffffffff comp-mask ffffffff
  Updated src 2001:db8::/32 dst ::/0 uid 0
  	security context label:y 
  	dir fwd action block index 19 priority 1000 ptype sub share any flag localok icmp (0x00000011)
  	lifetime config:
  	  limit: soft (INF)(bytes), hard (INF)(bytes)
  	  limit: soft (INF)(packets), hard (INF)(packets)
  	  expire add: soft 0(sec), hard 0(sec)
  	  expire use: soft 0(sec), hard 0(sec)
  	lifetime current:
  	  0(bytes), 0(packets)
  	  add - use -
  	mark 0x1/0x3 
  	crypto offload parameters: dev lo mode packet
  	if_id 0x20

## monitor-file-bad
(`monitor file` prints netlink messages from a file; these were composed by hand.)
  $ echo H4sIAAAAAAAC/ythYGAQYKAccDEwMKGKMDIYQcQZkUX/AwEAN2LhaHQAAAA= | base64 -d | gunzip >>m
  $ ip xfrm monitor file m
  BUG: wrong nlmsg len -124
  $ ip xfrm monitor file nope
  Cannot fopen: No such file or directory
  [255]
  $ printf abc >m; ip xfrm monitor file m
  rtnl-from_file: truncated message
  [1]
  $ ip xfrm monitor file
  Command line is not complete. Try option "help"
  [255]

## policy-add-list
  $ ip xfrm policy add src 192.0.2.0/24 dst 198.51.100.0/24 dir out tmpl src 10.0.0.1 dst 10.0.0.2 proto esp mode tunnel reqid 5
  $ ip xfrm policy add src 198.51.100.0/24 dst 192.0.2.0/24 dir in priority 1000 action block
  $ ip xfrm policy add src 198.51.100.0/24 dst 192.0.2.0/24 dir fwd priority 1000 flag localok icmp mark 5 mask 0xf if_id 9
  $ ip xfrm policy add src 192.0.2.0/24 dst 198.51.100.0/24 dir out
  RTNETLINK answers: File exists
  [2]
  $ ip xfrm policy add src 2001:db8::/32 proto ipv6-icmp type 128 dir out tmpl src 2001:db8::1 dst 2001:db8::2 proto ah mode tunnel level use
  Error: Mode in optional template not allowed in outbound policy.
  [2]
  $ ip xfrm policy add dir in tmpl src 10.0.0.1 dst 10.0.0.2 proto esp mode tunnel tmpl proto comp
  $ ip xfrm policy
  src 0.0.0.0/0 dst 0.0.0.0/0 
  	dir in priority 0 ptype main 
  	tmpl src 10.0.0.1 dst 10.0.0.2
  		proto esp reqid 0 mode tunnel
  	tmpl src 0.0.0.0 dst 0.0.0.0
  		proto comp reqid 0 mode transport
  src 198.51.100.0/24 dst 192.0.2.0/24 
  	dir fwd priority 1000 ptype main flag localok icmp
  	mark 0x5/0xf 
  	if_id 0x9
  src 198.51.100.0/24 dst 192.0.2.0/24 
  	dir in action block priority 1000 ptype main 
  src 192.0.2.0/24 dst 198.51.100.0/24 
  	dir out priority 0 ptype main 
  	tmpl src 10.0.0.1 dst 10.0.0.2
  		proto esp reqid 5 mode tunnel
  $ ip -o xfrm policy list dir fwd
  src 198.51.100.0/24 dst 192.0.2.0/24 \	dir fwd priority 1000 ptype main flag localok icmp\	mark 0x5/0xf \	if_id 0x9\
  $ ip -6 xfrm p s
  $ ip -j xfrm policy list dir fwd
  src 198.51.100.0/24 dst 192.0.2.0/24 
  	dir fwd priority 1000 ptype main flag localok icmp
  	mark 0x5/0xf 
  	if_id 0x9
  $ ip -s xfrm policy list dir out | sed "s/add 20.* use/add TIME use/"
  src 192.0.2.0/24 dst 198.51.100.0/24 uid 0
  	dir out action allow index 1 priority 0 ptype main share any flag  (0x00000000)
  	lifetime config:
  	  limit: soft (INF)(bytes), hard (INF)(bytes)
  	  limit: soft (INF)(packets), hard (INF)(packets)
  	  expire add: soft 0(sec), hard 0(sec)
  	  expire use: soft 0(sec), hard 0(sec)
  	lifetime current:
  	  0(bytes), 0(packets)
  	  add TIME use -
  	tmpl src 10.0.0.1 dst 10.0.0.2
  		proto esp spi 0x00000000(0) reqid 5(0x00000005) mode tunnel
  		level required share any 
  		enc-mask ffffffff auth-mask ffffffff comp-mask ffffffff

## policy-list-filters
  $ ip link add v0 type veth peer name v1
  $ ip xfrm policy add src 192.0.2.0/24 dst 198.51.100.0/24 dir out tmpl src 10.0.0.1 dst 10.0.0.2 proto esp mode tunnel reqid 5
  $ ip xfrm policy add src 198.51.100.0/24 dst 192.0.2.0/24 dir in priority 1000 action block
  $ ip xfrm policy add src 198.51.100.0/24 dst 192.0.2.0/24 dir fwd priority 1000 flag localok icmp mark 5 mask 0xf if_id 9
  $ ip xfrm policy add src 10.0.0.0/8 dst 10.0.0.0/8 proto udp sport 500 dport 501 dev v0 dir in ptype main index 8
  $ ip xfrm policy add src 10.0.0.0/8 dst 10.0.0.0/8 dir in ptype sub
  $ ip xfrm policy list src 198.51.100.0/24
  src 198.51.100.0/24 dst 192.0.2.0/24 
  	dir fwd priority 1000 ptype main flag localok icmp
  	mark 0x5/0xf 
  	if_id 0x9
  src 198.51.100.0/24 dst 192.0.2.0/24 
  	dir in action block priority 1000 ptype main 
  $ ip xfrm policy list action block
  src 198.51.100.0/24 dst 192.0.2.0/24 
  	dir in action block priority 1000 ptype main 
  $ ip xfrm policy list priority 1000 dir fwd
  src 198.51.100.0/24 dst 192.0.2.0/24 
  	dir fwd priority 1000 ptype main flag localok icmp
  	mark 0x5/0xf 
  	if_id 0x9
  $ ip xfrm policy list index 8
  src 198.51.100.0/24 dst 192.0.2.0/24 
  	dir in action block priority 1000 ptype main 
  $ ip xfrm policy list proto udp
  src 10.0.0.0/8 dst 10.0.0.0/8 proto udp sport 500 dport 501 dev v0 
  	dir in priority 0 ptype main 
  $ ip xfrm policy list dev v0
  src 10.0.0.0/8 dst 10.0.0.0/8 proto udp sport 500 dport 501 dev v0 
  	dir in priority 0 ptype main 
  $ ip xfrm policy list flag icmp
  src 198.51.100.0/24 dst 192.0.2.0/24 
  	dir fwd priority 1000 ptype main flag localok icmp
  	mark 0x5/0xf 
  	if_id 0x9
  $ ip xfrm policy list nosock dir fwd
  src 198.51.100.0/24 dst 192.0.2.0/24 
  	dir fwd priority 1000 ptype main flag localok icmp
  	mark 0x5/0xf 
  	if_id 0x9
  $ ip xfrm policy list ptype sub
  src 10.0.0.0/8 dst 10.0.0.0/8 
  	dir in priority 0 ptype sub 
  $ ip xfrm policy list dport 502
  $ ip xfrm policy list foo
  Error: argument "foo" is wrong: unknown
  [255]

## policy-errors
  $ ip xfrm policy add
  Not enough information: DIR is required.
  [1]
  $ ip xfrm policy add src 10.0.0.0/8 dst 10.0.0.0/8 dir foo
  Error: argument "foo" is wrong: DIR value is invalid
  [255]
  $ ip xfrm policy add dir in dir out
  Error: duplicate "dir": "dir" is the second value.
  [255]
  $ ip xfrm policy add dir in ptype foo
  Error: argument "foo" is wrong: PTYPE value is invalid
  [255]
  $ ip xfrm policy add dir in action foo
  Error: argument "foo" is wrong: ACTION value is invalid
  
  [255]
  $ ip xfrm policy add dir in priority x
  Error: argument "x" is wrong: PRIORITY value is invalid
  [255]
  $ ip xfrm policy add dir in index x
  Error: argument "x" is wrong: INDEX value is invalid
  [255]
  $ ip xfrm policy add dir in if_id x
  Error: argument "x" is wrong: IF_ID value is invalid
  [255]
  $ ip xfrm policy add dir in offload crypto dev lo
  Error: argument "crypto" is wrong: Invalid offload mode
  [255]
  $ ip xfrm policy add dir in offload packet lo
  Error: argument "lo" is wrong: Missing dev keyword
  [255]
  $ ip xfrm policy add dir in offload packet dev nope
  Error: argument "nope" is wrong: Invalid device name
  [255]
  $ ip xfrm policy add dir in src 10.0.0.0/8 priority 5 dst 10.0.0.0/8
  Error: duplicate "unknown": "dst" is the second value.
  [255]
  $ ip xfrm policy add src 10.0.0.0/8 dst 2001:db8::/32 dir in
  Error: argument "2001:db8::/32" is wrong: the same address family is required between values after "src" and "dst"
  [255]

## policy-tmpl-errors
  $ ip xfrm policy add dir in tmpl
  Command line is not complete. Try option "help"
  [255]
  $ ip xfrm policy add dir in tmpl foo
  Error: argument "XFRM-PROTO" is required
  [255]
  $ ip xfrm policy add dir in tmpl mode tunnel
  Error: Invalid XFRM protocol in template.
  [2]
  $ ip xfrm policy add dir in tmpl proto foo
  Error: argument "foo" is wrong: XFRM-PROTO value is invalid
  [255]
  $ ip xfrm policy add dir in tmpl proto esp level foo
  Error: argument "foo" is wrong: LEVEL value is invalid
  
  [255]
  $ ip xfrm policy add dir in tmpl proto esp mode foo
  Error: argument "foo" is wrong: MODE value is invalid
  [255]
  $ ip xfrm policy add dir in tmpl src 10.0.0.1 dst ::1 proto esp
  Error: argument "esp" is wrong: the same address family is required between values after "src" and "dst"
  [255]

## policy-defaults
  $ ip xfrm policy getdefault
  Default policies:
   in:  accept
   fwd: accept
   out: accept
  $ ip xfrm policy setdefault in block out block
  $ ip xfrm policy getdefault
  Default policies:
   in:  block
   fwd: accept
   out: block
  $ ip xfrm policy setdefault in accept fwd block out allow
  $ ip xfrm policy getd
  Default policies:
   in:  accept
   fwd: block
   out: accept
  $ ip xfrm policy setdefault
  $ ip xfrm policy setdefault in foo
  Error: argument "foo" is wrong: in policy value is invalid
  [255]
  $ ip xfrm policy setdefault foo block
  Error: argument "foo" is wrong: unknown direction
  [255]
  $ ip xfrm policy setdefault in block in block
  Error: duplicate "in": "in" is the second value.
  [255]
  $ ip xfrm policy setdefault in
  Command line is not complete. Try option "help"
  [255]

## policy-count-thresholds
  $ ip xfrm policy add src 192.0.2.0/24 dst 198.51.100.0/24 dir out tmpl src 10.0.0.1 dst 10.0.0.2 proto esp mode tunnel reqid 5
  $ ip xfrm policy add src 198.51.100.0/24 dst 192.0.2.0/24 dir in priority 1000 action block
  $ ip xfrm policy add src 198.51.100.0/24 dst 192.0.2.0/24 dir fwd priority 1000 flag localok icmp mark 5 mask 0xf if_id 9
  $ ip xfrm policy count
  	 SPD IN  1 OUT 1 FWD 1
  $ ip -s xfrm policy count
  	 SPD IN  1 OUT 1 FWD 1 (Sock: IN 0 OUT 0 FWD 0)
  $ ip xfrm policy set hthresh4 24 16 hthresh6 64 128
  $ ip -s -s xfrm policy count | grep -v buckets
  	 SPD IN  1 OUT 1 FWD 1 (Sock: IN 0 OUT 0 FWD 0)
  	 SPD IPv4 thresholds: local 24 remote 16
  	 SPD IPv6 thresholds: local 64 remote 128
  $ ip -o xfrm policy count
  	 SPD IN  1 OUT 1 FWD 1\
  $ ip xfrm policy set
  $ ip xfrm policy set hthresh4 33 1
  Error: argument "33" is wrong: hthresh4 LBITS value is invalid
  [255]
  $ ip xfrm policy set hthresh4 1
  Command line is not complete. Try option "help"
  [255]
  $ ip xfrm policy set hthresh6 1 129
  Error: argument "129" is wrong: hthresh6 RBITS value is invalid
  [255]
  $ ip xfrm policy set foo
  Error: argument "foo" is wrong: unknown
  [255]

## monitor-live
  $ ip xfrm monitor policy SA >log 2>&1 & listening
  $ ip xfrm policy add src 192.0.2.0/24 dst 198.51.100.0/24 dir out
  $ ip xfrm policy update src 192.0.2.0/24 dst 198.51.100.0/24 dir out priority 77
  $ ip xfrm policy delete src 192.0.2.0/24 dst 198.51.100.0/24 dir out
  $ ip xfrm state allocspi src 10.0.0.1 dst 10.0.0.2 proto esp min 0x100 max 0x100 >/dev/null
  $ ip xfrm state delete src 10.0.0.1 dst 10.0.0.2 proto esp spi 0x100
  $ eventually grep -q 'sel src' log; kill %1; wait %1 2>/dev/null; cat log
  src 192.0.2.0/24 dst 198.51.100.0/24 
  	dir out priority 0 ptype main 
  Updated src 192.0.2.0/24 dst 198.51.100.0/24 
  	dir out priority 77 ptype main 
  Deleted src 192.0.2.0/24 dst 198.51.100.0/24 
  	dir out priority 77 ptype main 
  Deleted src 10.0.0.1 dst 10.0.0.2
  	proto esp spi 0x00000100 reqid 0 mode transport
  	replay-window 0 
  	anti-replay context: seq 0x0, oseq 0x0, bitmap 0x00000000
  	sel src 10.0.0.1/32 dst 10.0.0.2/32 
