terraform {
  required_providers {
    cpn = {
      source  = "terraform-provider-cpn/cpn"
      version = "~> 0.0"
    }
  }
}

# Set the API key in the CPN_API_KEY environment variable.
provider "cpn" {
  environment = "test"
}
