-- serve.lua - what wrk asks of avow serve: pages and API mixed, of a store with 1,000 articles or more.
--
--     wrk -t1 -c64 -d60s --latency -s bench/serve.lua http://127.0.0.1:8080 [-- WORDS]
--
-- The same few searches come again and again, as on a busy day; with WORDS, a file with a word a line, hardly one does.
local words = {"Clinton", "tax", "%22foreign+policy%22", "bridge", "court", "Russia", "jobs", "health+care"}
local acts = {"deny", "accuse", "promise", "criticize", "predict"}

function init(args)
    if args[1] then
        words = {}
        for line in io.lines(args[1]) do words[#words + 1] = line end
    end
end

-- Of 20 requests: 8 searches as pages, 4 as JSON, 3 articles as pages, 2 as JSON, 2 speakers, 1 style sheet.
function request()
    local kind, word, act = math.random(20), words[math.random(#words)], acts[math.random(#acts)]
    local path
    if kind <= 3 then path = "/"
    elseif kind <= 6 then path = "/?words=" .. word
    elseif kind <= 8 then path = "/?words=" .. word .. "&act=" .. act
    elseif kind <= 10 then path = "/api/statements?words=" .. word
    elseif kind <= 12 then path = "/api/statements?act=" .. act .. "&limit=50"
    elseif kind <= 15 then path = "/articles/" .. math.random(1000)
    elseif kind <= 17 then path = "/api/articles/" .. math.random(1000)
    elseif kind <= 19 then path = "/speakers/" .. math.random(1000)
    else path = "/style.css" end
    return wrk.format("GET", path)
end

function done(summary, latency)
    io.write(string.format("p99 %.1f ms, errors: connect %d, read %d, write %d, timeout %d, status %d of %d\n", latency:percentile(99) / 1000,
                           summary.errors.connect, summary.errors.read, summary.errors.write, summary.errors.timeout, summary.errors.status,
                           summary.requests))
end
