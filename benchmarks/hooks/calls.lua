-- wrk: each line of a file once, as the body of a POST on a connection of its own, as media servers ask.
local bodies = {}
local sent = 0
local headers = { ["Content-Type"] = "application/json", ["Connection"] = "close" }

function init(args)
  for line in io.lines(args[1]) do
    bodies[#bodies + 1] = line
  end
end

function request()
  sent = sent + 1
  if sent > #bodies then
    -- A question that is asked again costs less than a new one: such a rate would mean nothing.
    print("Socket errors: the file has no questions left")
    sent = 1
  end
  return wrk.format("POST", nil, headers, bodies[sent])
end
