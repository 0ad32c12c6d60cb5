import Glibc

/// Keeps the input that ends the process: a trap, a fault of memory, or more time of the processor
/// than an input may take.
struct Watch {
  /// Seconds of the processor that one input may take: the slowest sound ones take a hundredth.
  private static let limit: Int32 = 20

  /// - Parameter path: of the file in which an input is kept, its number is put behind.
  init(_ path: String) {
    Watched.path?.deallocate()
    Watched.path = strdup(path)
    Watched.arm()
  }

  /// Called before an input is read.
  func look(at input: [UInt8], number: UInt64) {
    Watched.count = min(input.count, Watched.capacity)
    input.withUnsafeBytes {
      Watched.bytes.copyMemory(
        from: $0.baseAddress ?? .init(Watched.bytes), byteCount: Watched.count)
    }
    Watched.number = number
    Watched.ticks = 0
  }

  /// Input of 64 KiB has no use for so much; what asks for more traps, and is kept.
  static func limitMemory() {
    var limit = rlimit(rlim_cur: 4 << 30, rlim_max: 4 << 30)
    setrlimit(Int32(RLIMIT_AS.rawValue), &limit)
  }

  /// What a handler of signals may touch: memory that is there already, and system calls.
  private enum Watched {
    static let capacity = 1 << 20
    nonisolated(unsafe) static let bytes = UnsafeMutableRawPointer.allocate(
      byteCount: capacity, alignment: 16)
    nonisolated(unsafe) static var count = 0
    nonisolated(unsafe) static var number: UInt64 = 0
    nonisolated(unsafe) static var path: UnsafeMutablePointer<CChar>?
    nonisolated(unsafe) static var ticks: Int32 = 0
    nonisolated(unsafe) static var isArmed = false

    static func arm() {
      guard !isArmed else { return }
      isArmed = true
      // An overflow of the stack is told on another one.
      var stack = stack_t()
      stack.ss_size = 1 << 17
      stack.ss_sp = UnsafeMutableRawPointer.allocate(byteCount: stack.ss_size, alignment: 16)
      sigaltstack(&stack, nil)
      for signal in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT, SIGFPE] {
        handle(signal) { signal in
          Watched.keep()
          Glibc.signal(signal, SIG_DFL)
          raise(signal)
        }
      }
      handle(SIGPROF) { _ in
        Watched.ticks += 1
        guard Watched.ticks > Watch.limit else { return }
        Watched.keep()
        _exit(124)
      }
      var second = itimerval(
        it_interval: timeval(tv_sec: 1, tv_usec: 0), it_value: timeval(tv_sec: 1, tv_usec: 0))
      setitimer(Int32(ITIMER_PROF.rawValue), &second, nil)
    }

    private static func handle(_ signal: Int32, _ body: @escaping @convention(c) (Int32) -> Void) {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = body
      action.sa_flags = Int32(SA_ONSTACK)
      sigaction(signal, &action, nil)
    }

    /// Writes the input beside the path, and where it is to standard error.
    static func keep() {
      guard let path else { return }
      var name: InlineArray<600, CChar> = .init(repeating: 0)
      var length = 0
      while length < 560, path[length] != 0 {
        name[length] = path[length]
        length += 1
      }
      name[length] = 0x2D
      length += 1
      var unit: UInt64 = 1
      while number / unit >= 10 { unit *= 10 }
      while unit > 0 {
        name[length] = CChar(truncatingIfNeeded: 48 + number / unit % 10)
        length += 1
        unit /= 10
      }
      withUnsafePointer(to: &name) { pointer in
        let text = UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self)
        let file = open(text, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        _ = write(file, bytes, count)
        close(file)
        _ = write(2, "FAILED, kept as ", 16)
        _ = write(2, text, length)
        _ = write(2, "\n", 1)
      }
    }
  }
}
