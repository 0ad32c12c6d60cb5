/// The rulebook files that ship inside the program, as bytes; a user's own file replaces any.
public enum ShippedRulebooks {
  /// Ids in alphabetical order.
  public static let ids = files.map(\.id)

  /// The bytes of a rulebook's YAML file.
  public static func bytes(of id: String) -> [UInt8]? {
    files.first { $0.id == id }?.bytes
  }

  private static let files: [(id: String, bytes: [UInt8])] = [
    ("cn-chinext-2020", PackageResources.cn_chinext_2020_yaml),
    ("cn-chinext-2023", PackageResources.cn_chinext_2023_yaml),
    ("cn-sse-main-2023", PackageResources.cn_sse_main_2023_yaml),
    ("cn-sse-main-approval", PackageResources.cn_sse_main_approval_yaml),
    ("cn-star-2019", PackageResources.cn_star_2019_yaml),
    ("cn-star-2021", PackageResources.cn_star_2021_yaml),
    ("cn-star-2023", PackageResources.cn_star_2023_yaml),
    ("cn-star-growth-2025", PackageResources.cn_star_growth_2025_yaml),
    ("cn-szse-main-2023", PackageResources.cn_szse_main_2023_yaml),
    ("cn-szse-main-approval", PackageResources.cn_szse_main_approval_yaml),
  ]
}
