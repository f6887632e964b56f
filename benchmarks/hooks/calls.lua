-- wrk: each line of a file once, as the body of a POST on a connection of its own, as media servers ask.
local bodies = {}
local sent = 0
local may_repeat = false

function init(args)
  for line in io.lines(args[1]) do
    bodies[#bodies + 1] = line
  end
  may_repeat = args[2] == "repeat"
  wrk.method = "POST"
  wrk.headers["Content-Type"] = args[3]
  wrk.headers["Connection"] = "close"
end

function request()
  sent = sent + 1
  if sent > #bodies then
    -- A question that is asked again costs less than a new one: such a rate would mean nothing.
    if not may_repeat then
      print("Socket errors: the file has no questions left")
    end
    sent = 1
  end
  return wrk.format(nil, nil, nil, bodies[sent])
end
