"""What a web archive holds, beside what was handed over: address by address, by payload digest.

`addresses` knows when two ways to write an address mean the same; `answers` reads what archives
answer (CDX, CDXJ, JSON, TimeMaps) from files, `asking` from a server; `frozen` reads the bag;
`comparing` holds the one to the other. The room knows nothing of Django, and of the freeze only
the files that it leaves.
"""
