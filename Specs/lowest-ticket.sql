-- Draws lowest-ticket (lottery.md) on PostgreSQL 11 or later: the winning numbers, lowest ticket first.
-- psql variables: first, count, winners, seed. A limit below zero is an error: that refuses too many winners.
SELECT number
FROM (SELECT generate_series(:first::bigint, :first::bigint + (:count - 1)) AS number) AS numbers
ORDER BY sha256(decode(:'seed', 'hex') || int8send(number)), number
LIMIT CASE WHEN :winners <= :count THEN :winners ELSE -1 END;
