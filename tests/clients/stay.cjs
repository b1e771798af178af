// Loaded before everything else: whatever listens here listens on this machine alone, and nothing outlives the test that
// started it, whose end of standard input closes when it is gone.
const net = require("node:net");

const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (...args) {
    const [first, second] = args;
    if (typeof first === "object" && first !== null && !first.path) args[0] = { ...first, host: "127.0.0.1" };
    else if (typeof first === "number" || /^\d+$/.test(String(first))) {
        if (typeof second === "string") args[1] = "127.0.0.1";
        else args.splice(1, 0, "127.0.0.1");
    }
    return listen.apply(this, args);
};

for (const end of ["end", "error"]) process.stdin.on(end, () => process.exit(0));
process.stdin.resume();
process.stdin.unref?.();
