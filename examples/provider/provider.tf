terraform {
  required_providers {
    cpn = {
      source = "terraform-provider-cpn/cpn"
    }
  }
}

# The API key comes from the environment variable CPN_API_KEY.
provider "cpn" {
  environment = "test"
}
