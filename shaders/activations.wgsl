// Activation functions that stay finite for any finite input.

fn sigmoid(x: f32) -> f32 { return 0.5 + 0.5 * tanh(clamp(0.5 * x, -20.0, 20.0)); }
fn silu(x: f32) -> f32 { return x * sigmoid(x); }
