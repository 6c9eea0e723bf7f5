-- name: get
SELECT real_at, simulated_at, speed FROM clock;

-- name: set
INSERT INTO clock (one, real_at, simulated_at, speed) VALUES (1, $1, $2, $3)
ON CONFLICT (one) DO UPDATE SET
    real_at = excluded.real_at, simulated_at = excluded.simulated_at, speed = excluded.speed;
